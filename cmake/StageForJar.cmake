# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# cmake -D CROSS=auto|required -P StageForJar.cmake
#
# Puts the libraries that shmq-core packs into native/target/jar: this machine's, which the preset
# `release` has built, and the other processor's, which is built here where its cross compiler is. If
# that is missing, the jar goes without, or this fails if CROSS is `required`.

cmake_minimum_required(VERSION 3.25)

set(processors x86_64 aarch64)
set(toolchains ${CMAKE_CURRENT_LIST_DIR}/toolchains)
cmake_path(SET native NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../native)
set(jar ${native}/target/jar)

if(NOT CROSS MATCHES "^(auto|required)$")
  message(FATAL_ERROR "native.cross=${CROSS}: it is auto, or required for a jar that must have every library")
endif()

function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${native} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(stage build)
  run(${CMAKE_COMMAND} --install ${build} --component jar --prefix ${jar})
endfunction()

# Sets RESULT to why libraries cannot be built for a processor, or to nothing. A compiler may be
# there for programs without a C library, such as kernels.
function(find_obstacle processor result)
  set(${result} "" PARENT_SCOPE)
  include(${toolchains}/${processor}.cmake)
  find_program(compiler ${CMAKE_C_COMPILER} NO_CACHE)
  if(NOT compiler)
    set(${result} "${CMAKE_C_COMPILER} is not installed" PARENT_SCOPE)
    return()
  endif()
  set(probe ${native}/target/cmake/probe-${processor}.so)
  execute_process(
    COMMAND ${compiler} -shared -fPIC -include pthread.h -include linux/futex.h -x c /dev/null -o ${probe}
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  file(REMOVE ${probe})
  if(NOT status EQUAL 0)
    set(${result} "${CMAKE_C_COMPILER} has no C library" PARENT_SCOPE)
  endif()
endfunction()

# What the environment wants of the compiler is meant for this machine's.
function(build_for processor build)
  run(${CMAKE_COMMAND} -E env --unset=CFLAGS --unset=LDFLAGS
    ${CMAKE_COMMAND} --preset release -B ${build} --toolchain ${toolchains}/${processor}.cmake
      -DSHMQ_JNI=ON -DBUILD_TESTING=OFF)
  run(${CMAKE_COMMAND} --build ${build} --target shmq --parallel)
endfunction()

# Nothing of an earlier build is packed, also if this one fails.
file(REMOVE_RECURSE ${jar})
stage(target/cmake/release)

cmake_host_system_information(RESULT host QUERY OS_PLATFORM)
list(REMOVE_ITEM processors ${host})
foreach(processor IN LISTS processors)
  find_obstacle(${processor} obstacle)
  if(NOT obstacle)
    set(build target/cmake/jar-${processor})
    build_for(${processor} ${build})
    stage(${build})
  elseif(CROSS STREQUAL "required")
    message(FATAL_ERROR "The jar cannot have the library for ${processor}: ${obstacle}. The packages that it"
      " takes stand in cmake/toolchains/${processor}.cmake; without native.cross=required the jar goes without.")
  else()
    message(STATUS "The jar goes without the library for ${processor}: ${obstacle}")
  endif()
endforeach()
