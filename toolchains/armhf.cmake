# 32-bit ARMv7 with hardware floating point: Raspberry Pi 2 and later with a 32-bit system.
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(arch armhf)
set(triplet arm-linux-gnueabihf)
set(emulator qemu-arm-static -cpu cortex-a7)
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
