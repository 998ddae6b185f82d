# The Debian packages, which toolchains/package makes. Whatever is
# installed belongs to `slipcase`, unless it names another component; each component is one package.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME slipcase)
set(package_folder ${CMAKE_CURRENT_LIST_DIR})
find_program(GZIP gzip REQUIRED)
# What is in the packages, without the tests.
add_custom_target(packaged)

# install_compressed(FILE PLACE COMPONENT): as Debian wants it, for manual pages and change logs; no time stamp, so that the
# same sources make the same package.
function(install_compressed file place component)
    get_filename_component(file ${file} ABSOLUTE)
    get_filename_component(name ${file} NAME)
    set(output ${CMAKE_BINARY_DIR}/compressed/${component}/${name}.gz)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/compressed/${component})
    add_custom_command(OUTPUT ${output} DEPENDS ${file} COMMAND ${GZIP} -9nc ${file} > ${output} VERBATIM)
    add_custom_target(compressed-${component}-${name} ALL DEPENDS ${output})
    add_dependencies(packaged compressed-${component}-${name})
    install(FILES ${output} DESTINATION ${place} COMPONENT ${component})
endfunction()

set(slipcase_description "Shows bundles of articles (zips of Markdown, HTML or text, EPUBs, folders)
on a screen of its own, a window or a board, without any network.")
set(pack_description "Packs a folder of articles into a bundle that Slipcase opens quickly, and
signs it.")
set(fonts_description "Subsets of the Noto fonts: Chinese, Japanese, Korean, Latin, Greek, Cyrillic,
symbols and emoji.")
set(kiosk_description "Makes this machine a kiosk: the unit that shows Slipcase on the screen from
the start of the machine, its user, its settings in
/etc/slipcase/slipcase.conf, and what mounts USB sticks for it.")

set(components slipcase pack fonts kiosk)
configure_file(${package_folder}/changelog.in ${CMAKE_BINARY_DIR}/changelog @ONLY)
foreach(component ${components})
    set(name slipcase-${component})
    if(component STREQUAL slipcase)
        set(name slipcase)
    endif()
    string(TOUPPER ${component} id)
    set(CPACK_DEBIAN_${id}_PACKAGE_NAME ${name})
    set(CPACK_DEBIAN_${id}_DESCRIPTION "${${component}_description}")
    set(copyright ${package_folder}/copyright)
    if(component STREQUAL fonts)
        set(copyright ${CMAKE_BINARY_DIR}/copyright-fonts)
    endif()
    install(FILES ${copyright} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} RENAME copyright COMPONENT ${component})
    install_compressed(${CMAKE_BINARY_DIR}/changelog ${CMAKE_INSTALL_DATADIR}/doc/${name} ${component})
endforeach()

# The licences of the fonts, as the packages that they are cut out of have them.
file(READ ${package_folder}/copyright text)
foreach(package fonts-noto-cjk fonts-noto-core fonts-noto-color-emoji)
    file(READ /usr/share/doc/${package}/copyright part)
    string(APPEND text "\n\n--- ${package} ---\n\n${part}")
endforeach()
file(WRITE ${CMAKE_BINARY_DIR}/copyright-fonts "${text}")

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL ${components})
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGE_CONTACT "The Slipcase authors <authors@slipcase.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "offline reader for public screens")
set(CPACK_PACKAGE_VENDOR Slipcase)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE gzip)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
if(CMAKE_CROSSCOMPILING)
    set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${arch}) # of the toolchain file
endif()
foreach(id SLIPCASE PACK KIOSK)
    set(CPACK_DEBIAN_${id}_PACKAGE_SHLIBDEPS ON)
endforeach()
set(CPACK_DEBIAN_SLIPCASE_PACKAGE_DEPENDS "slipcase-fonts (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_FONTS_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_FONTS_PACKAGE_SECTION fonts)
# SDL finds the graphics libraries while it runs, which no list of linked ones shows.
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS "slipcase (= ${PROJECT_VERSION}), systemd, udev, libgbm1, libegl1, libgles2, libgl1-mesa-dri")
set(CPACK_DEBIAN_KIOSK_PACKAGE_SECTION admin)
set(kiosk_scripts conffiles postinst prerm postrm)
list(TRANSFORM kiosk_scripts PREPEND ${package_folder}/kiosk/)
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA ${kiosk_scripts})
include(CPack)
