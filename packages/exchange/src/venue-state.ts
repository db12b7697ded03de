/** Whether a venue takes intents: all, none but cancels, or none. */
export const venueStates = { open: 0, cancelOnly: 1, down: 2 } as const;
export type VenueState = keyof typeof venueStates;

const names = Object.keys(venueStates) as VenueState[];

/** The word for a state's number. */
export function venueStateName(code: number): VenueState {
  return names[code];
}
