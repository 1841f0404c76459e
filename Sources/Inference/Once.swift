import Synchronization

/// A value that is computed when it is first asked for, by whoever asks first; others wait for it. What is computed
/// does not depend on who that is.
final class Once<Value: Sendable>: Sendable {
  private let state = Mutex<Value?>(nil)

  func value(_ compute: () -> Value) -> Value {
    state.withLock { known in
      if let known { return known }
      let computed = compute()
      known = computed
      return computed
    }
  }
}

/// Such values by key: different keys are computed side by side.
final class OnceByKey<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Once<Value>]>([:])

  func value(of key: Key, _ compute: () -> Value) -> Value {
    let once = known.withLock { known in
      if let once = known[key] { return once }
      let once = Once<Value>()
      known[key] = once
      return once
    }
    return once.value(compute)
  }
}
