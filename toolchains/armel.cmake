# ARMv6: Raspberry Pi 1 and Zero. Debian's armhf is ARMv7 from its start-up code on, so the port for these boards is armel; the
# floating point unit that they have is used all the same.
set(CMAKE_SYSTEM_PROCESSOR armv6l)
set(arch armel)
set(triplet arm-linux-gnueabi)
set(emulator qemu-arm-static -cpu arm1176)
set(CMAKE_C_FLAGS_INIT "-march=armv6 -mfpu=vfp -mfloat-abi=softfp -marm")
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
