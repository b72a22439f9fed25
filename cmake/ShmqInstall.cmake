# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# What `cmake --install` lays out: library, header, programs, manual pages, and the two descriptions
# by which other builds find them, a CMake package and a pkg-config file. Both find their prefix from
# where they lie, so that the tree can be moved.

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/shmq)

install(TARGETS shmq EXPORT shmqTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS shmq-example-writer shmq-example-reader shmq-bench
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT shmqTargets NAMESPACE shmq:: DESTINATION ${package_dir})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/shmqConfig.cmake.in shmqConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(shmqConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/shmqConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/shmqConfigVersion.cmake
  DESTINATION ${package_dir})

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH prefix_from_pc /${pkgconfig_dir} /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/shmq.pc.in shmq.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/shmq.pc DESTINATION ${pkgconfig_dir})

foreach(section 1 3 7)
  file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.${section})
  install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT manual)
endforeach()

# A page of several functions is found by the name of each. The names stand one a line, with a comma
# behind all but the last.
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.3)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pages})
set(links_dir ${PROJECT_BINARY_DIR}/man3)
file(MAKE_DIRECTORY ${links_dir})
foreach(page IN LISTS pages)
  cmake_path(GET page STEM main)
  file(STRINGS ${page} names REGEX "^\\.Nm ")
  list(TRANSFORM names REPLACE "^\\.Nm ([^ ]+).*" "\\1")
  list(REMOVE_ITEM names ${main})
  foreach(name IN LISTS names)
    file(CREATE_LINK ${main}.3 ${links_dir}/${name}.3 SYMBOLIC)
    install(FILES ${links_dir}/${name}.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3 COMPONENT manual)
  endforeach()
endforeach()
