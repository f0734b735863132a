/** A fault of ours that `onError: fail` leaves to the API server's failurePolicy. It has been logged where it happened. */
export class InternalFault extends Error {
  override readonly name = 'InternalFault'
}
