# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The install component `jar`: the library as shmq-core packs it, a plain file under the name of its
# platform. It is stripped; the one that was built has the debug information and the same build ID.

set(jar_dir META-INF/native/linux-${CMAKE_SYSTEM_PROCESSOR})
install(FILES $<TARGET_FILE:shmq> DESTINATION ${jar_dir} RENAME libshmq.so COMPONENT jar EXCLUDE_FROM_ALL)
install(CODE "
  execute_process(COMMAND \"${CMAKE_STRIP}\" \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${jar_dir}/libshmq.so\"
    COMMAND_ERROR_IS_FATAL ANY)"
  COMPONENT jar EXCLUDE_FROM_ALL)
