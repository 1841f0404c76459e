/// `sum x_i y_i` of two columns of one length, added up in order.
package func innerProduct(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "columns of one length")
  return x.withUnsafeBufferPointer { x in
    y.withUnsafeBufferPointer { y in
      var sum = 0.0
      for row in x.indices { sum += x[row] * y[row] }
      return sum
    }
  }
}
