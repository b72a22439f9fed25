# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# What is installed can be found, compiled against and run by another project: as a CMake package
# and through pkg-config.

file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

if(SANITIZE)
  # A sanitizer's runtime must be in the program too.
  set(flags -DCMAKE_C_FLAGS=-fsanitize=${SANITIZE})
endif()

separate_arguments(emulator UNIX_COMMAND "${EMULATOR}")

function(build_and_run find_by)
  set(build ${WORK}/${find_by})
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${CONSUMER} -B ${build} -DFIND_BY=${find_by}
      -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_C_COMPILER=${C_COMPILER} ${flags}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${build}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${emulator} ${build}/consumer
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output MATCHES "^hello from shmq [0-9]+\\.[0-9]+\\.[0-9]+\n$")
    message(FATAL_ERROR "The consumer found by ${find_by} printed: ${output}")
  endif()
endfunction()

build_and_run(package)

find_program(pkg_config NAMES pkg-config pkgconf)
if(NOT pkg_config)
  message("SKIPPED: pkg-config is not installed; found as a CMake package")
  return()
endif()
build_and_run(pkg-config)
