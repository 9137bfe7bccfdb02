/** As .NET writes a double: `1.0`, `1.5`, `1E+15`, `NaN`. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-4 && size > 0)) return scientific(value);
  if (Number.isInteger(value)) return `${Object.is(value, -0) ? "-0" : String(value)}.0`;
  return String(value);
}

function scientific(value: number): string {
  const [mantissa = "0", exponent = "+0"] = value.toExponential().split("e");
  return `${mantissa}E${exponent.startsWith("-") ? "-" : "+"}${exponent.slice(1).padStart(2, "0")}`;
}
