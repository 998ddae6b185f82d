# Target `lint`: the sources are formatted as .clang-format says and pass .clang-tidy. One stamp a file, so that only what
# changed is looked at again.
find_program(CLANG_FORMAT clang-format)
find_program(CLANG_TIDY clang-tidy)
if(NOT CLANG_FORMAT OR NOT CLANG_TIDY)
    message(STATUS "no target lint: clang-format or clang-tidy is not installed")
    return()
endif()

file(GLOB_RECURSE lint_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*.h)
file(GLOB_RECURSE lint_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*.c)
file(GLOB_RECURSE lint_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*.c ${CMAKE_SOURCE_DIR}/tests/*.h)

set(stamps)
foreach(file ${lint_headers} ${lint_sources} ${lint_tests})
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
    set(stamp ${CMAKE_BINARY_DIR}/lint/${name}.format)
    get_filename_component(folder ${stamp} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${stamp} DEPENDS ${file} ${CMAKE_SOURCE_DIR}/.clang-format
        COMMAND ${CLANG_FORMAT} --dry-run --Werror ${file} COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
        COMMENT "format ${name}")
    list(APPEND stamps ${stamp})
endforeach()
foreach(file ${lint_sources})
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
    set(stamp ${CMAKE_BINARY_DIR}/lint/${name}.tidy)
    add_custom_command(OUTPUT ${stamp} DEPENDS ${file} ${lint_headers} ${CMAKE_SOURCE_DIR}/.clang-tidy
        COMMAND ${CLANG_TIDY} --quiet -p ${CMAKE_BINARY_DIR} ${file} COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
        COMMENT "tidy ${name}")
    list(APPEND stamps ${stamp})
endforeach()
add_custom_target(lint DEPENDS ${stamps})
