/**
 * What Terraform makes of a template that holds nothing but text: `$${` and `%%{` are `${` and `%{`, and `${"["}` is `[`.
 * Throws at any other template: that text would be evaluated.
 */
export function decodeTemplate(template: string): string {
  let decoded = "";
  for (let at = 0; at < template.length; ) {
    const rest = template.slice(at);
    const quoted = /^\$\{"([[eSA])"\}/u.exec(rest);
    if (quoted !== null) {
      decoded += quoted[1]!;
      at += quoted[0].length;
    } else if (/^(?:\$\$|%%)\{/u.test(rest)) {
      decoded += `${rest.slice(1, 2)}{`;
      at += 3;
    } else if (/^[$%]\{/u.test(rest)) {
      throw new Error(`Terraform would evaluate ${rest.slice(0, 60)}`);
    } else {
      decoded += rest.slice(0, 1);
      at += 1;
    }
  }
  return decoded;
}
