import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

var isSuperuser: Bool { geteuid() == 0 }
