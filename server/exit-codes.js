/** How a server says to whoever started it why it ended; the numbers are those of sysexits.h. Every other one is a death. */
export const exitCodes = {
  /** The settings, the folder or the database has to be mended by somebody first: starting again ends the same way. */
  refused: 78,
  /** Another server holds the folder or the port. */
  inUse: 75,
  /** The database of DATABASE_URL does not answer. */
  databaseAway: 69,
};
