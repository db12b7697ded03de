/** The version of Ebb that a run names in its manifest; the same as the packages'. */
export const VERSION = '0.1.0';
