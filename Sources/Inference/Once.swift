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
///
/// A list and not a dictionary, since keys are few, and a class that has a dictionary of its own keys costs a search through
/// all conformances of the program when the first one is made.
final class OnceByKey<Key: Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[(key: Key, once: Once<Value>)]>([])

  func value(of key: Key, _ compute: () -> Value) -> Value where Key: Equatable {
    let once = known.withLock { known in
      if let found = known.first(where: { $0.key == key }) { return found.once }
      let once = Once<Value>()
      known.append((key, once))
      return once
    }
    return once.value(compute)
  }
}

/// What a computation gives that may have nothing: as `Result`, which costs such a search too.
enum Answer<Value: Sendable>: Sendable {
  case value(Value)
  case nothing(NoStatistic)

  init(_ compute: () throws(NoStatistic) -> Value) {
    do throws(NoStatistic) { self = .value(try compute()) } catch { self = .nothing(error) }
  }

  func get() throws(NoStatistic) -> Value {
    switch self {
    case .value(let value): return value
    case .nothing(let reason): throw reason
    }
  }
}
