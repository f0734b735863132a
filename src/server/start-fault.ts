/** Why the server cannot start. The message is for a person, one fault a line. */
export class StartFault extends Error {
  override readonly name = 'StartFault'
}
