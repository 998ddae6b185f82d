# 64-bit ARM: Raspberry Pi 3, 4, 5 and Zero 2.
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(arch arm64)
set(triplet aarch64-linux-gnu)
set(emulator qemu-aarch64-static)
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
