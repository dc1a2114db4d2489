/** The area code of the city's telephones: a number of eight digits without one is dialled with it. A setting of the city. */
export const cityAreaCode = '0513';
