# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# What `cmake --install` lays out: library, header, programs, and the two descriptions by which
# other builds find them, a CMake package and a pkg-config file. Both find their prefix from where
# they lie, so that the tree can be moved.

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
