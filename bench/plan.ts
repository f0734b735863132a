/** How often and how long everything is measured. */
export interface Plan {
  /** Rounds over all sizes and servers, and the length of each one's window. */
  readonly rounds: number
  readonly windowMs: number
  /** Each size is asked for so often before it is measured, or for so long: V8 goes on to optimize for tens of thousands of requests. */
  readonly warmUpRequests: number
  readonly warmUpMs: number
  readonly mixedRounds: number
  readonly mixedMs: number
  readonly linearMs: number
  readonly spawns: number
}

/** 9 × 9 × 1.2 s, 3 × 6 × 2.5 s and the rest: about three and a half minutes. */
export const FULL_PLAN: Plan = {
  rounds: 9,
  windowMs: 1200,
  warmUpRequests: 40_000,
  warmUpMs: 6000,
  mixedRounds: 3,
  mixedMs: 2500,
  linearMs: 1500,
  spawns: 15,
}

/** Under 40 seconds. */
export const QUICK_PLAN: Plan = {
  rounds: 3,
  windowMs: 400,
  warmUpRequests: 2000,
  warmUpMs: 1000,
  mixedRounds: 1,
  mixedMs: 1000,
  linearMs: 300,
  spawns: 5,
}

/** As the API server keeps several connections to a webhook open. */
export const CONNECTIONS = 6

/** The reviews by their number of templates: about 3, 43 and 430 KB. */
export const SIZES = { small: 1, middle: 60, large: 600 } as const
