# What the toolchain files of this folder share: each sets `arch` (Debian's name of the port), `triplet`, `emulator` (with its
# options) and includes this. The sysroot comes from toolchains/sysroot.
set(CMAKE_SYSTEM_NAME Linux)
if(DEFINED ENV{SLIPCASE_CACHE}) # as toolchains/common.sh has it
    set(CMAKE_SYSROOT $ENV{SLIPCASE_CACHE}/sysroot/${arch})
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(CMAKE_SYSROOT $ENV{XDG_CACHE_HOME}/slipcase/sysroot/${arch})
else()
    set(CMAKE_SYSROOT $ENV{HOME}/.cache/slipcase/sysroot/${arch})
endif()
if(NOT EXISTS ${CMAKE_SYSROOT}.recipe)
    message(FATAL_ERROR "There is no sysroot: run toolchains/sysroot ${arch} first.")
endif()

set(CMAKE_C_COMPILER ${triplet}-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE ${triplet})
set(CMAKE_FIND_ROOT_PATH ${CMAKE_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR ${emulator} -L ${CMAKE_SYSROOT})

set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR} ${CMAKE_SYSROOT}/usr/lib/${triplet}/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_PATH} "")
