# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Where jni.h is: under JAVA_HOME, beside the javac on the path, or where CMake knows of JDKs. Sets
# SHMQ_JNI_INCLUDE_DIRS, empty if there is none or SHMQ_JNI is OFF. Only the headers are needed: the
# JVM that loads the library brings everything else. They are the same for every Linux.

set(SHMQ_JNI "AUTO" CACHE STRING "Whether the library has the JNI functions for Java: ON, OFF, or AUTO if jni.h is there")
set_property(CACHE SHMQ_JNI PROPERTY STRINGS AUTO ON OFF)

set(SHMQ_JNI_INCLUDE_DIRS "")
if(SHMQ_JNI)
  find_program(SHMQ_JAVAC javac)
  if(SHMQ_JAVAC)
    file(REAL_PATH ${SHMQ_JAVAC} javac)
    cmake_path(GET javac PARENT_PATH javac_dir)
  endif()
  find_path(SHMQ_JNI_H jni.h HINTS $ENV{JAVA_HOME}/include ${javac_dir}/../include)
  if(NOT SHMQ_JNI_H)
    find_package(JNI QUIET)
    set(SHMQ_JNI_H ${JAVA_INCLUDE_PATH})
  endif()
  if(EXISTS ${SHMQ_JNI_H}/linux/jni_md.h)
    set(SHMQ_JNI_INCLUDE_DIRS ${SHMQ_JNI_H} ${SHMQ_JNI_H}/linux)
  elseif(SHMQ_JNI STREQUAL "AUTO")
    message(STATUS "Without the JNI functions for Java: jni.h was not found (set JAVA_HOME to a JDK)")
  else()
    message(FATAL_ERROR "jni.h was not found: set JAVA_HOME to a JDK, or SHMQ_JNI to OFF to do without Java")
  endif()
endif()
