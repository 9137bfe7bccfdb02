import { asNumber, isNumber, type Value } from "../values/value";
import { type ScalarFunctions, strict } from "./call";

/** In metres; the documentation's own distances come out with this mean radius to the last digit. */
const EARTH_RADIUS = 6_371_010;

/** The one of the geospatial functions that rules on sign-ins use; the others are unsupported. */
export const geoFunctions: ScalarFunctions = {
  geo_distance_2points: strict(distance),
};

/** Along the sphere, from longitude and latitude in degrees. https://learn.microsoft.com/en-us/kusto/query/geo-distance-2points-function */
function distance(...values: NonNullable<Value>[]): Value {
  if (!values.every(isNumber)) return null;
  const [longitude1 = NaN, latitude1 = NaN, longitude2 = NaN, latitude2 = NaN] = values.map(asNumber);
  if (![longitude1, longitude2].every((degrees) => Math.abs(degrees) <= 180) || ![latitude1, latitude2].every((degrees) => Math.abs(degrees) <= 90)) return null;
  const [from, to, across] = [radians(latitude1), radians(latitude2), radians(longitude2 - longitude1)];
  const chord = Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(across / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
