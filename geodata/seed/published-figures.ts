/**
 * What Nantong's emergency bureau published for 2023. The default city reproduces these exactly; everything else about it
 * (people, phones, positions, dates) is synthetic.
 */
export const publishedFigures = {
  hazards: 7_584,
  supplyPoints: { municipal: 2, county: 9, township: 102 },
  teams: 224,
  teamMembers: 6_289,
  evacuees: 13_460,
  townships: 102,
  chemicalEnterprises: 253,
  dustEnterprises: 707,
} as const;
