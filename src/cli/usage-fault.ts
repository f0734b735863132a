/** The command line is not what the program understands. The message is for a person. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}
