import FuzzTargets
import Glibc

/// libFuzzer's entry: one input to the reader that `FUZZ_TARGET` names. Built and run by `Scripts/fuzz` only.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else { return -1 }
  target.run(UnsafeBufferPointer(start: bytes, count: count))
  return 0
}
