import fc from "fast-check";

/** What begins or ends something for Terraform, cdktf, JSON or KQL. */
const MARKS = [
  "${", "%{", "$${", "%%{", "$", "%", "{", "}", "${~", "~}", "#{", "&{", "\"", "'", "`", "\\", "\\\"", "\n", "\r\n", "\t", "<<EOT", "TfToken[", "TfToken[TOKEN.", "]}",
  "${TfToken[TOKEN.0]}", "#{TfToken[TOKEN.1]}", "&{TfToken[a]}", "$${TfToken[TOKEN.0]}", "${TfToken[no.such.token]}", "${file(\"/etc/passwd\")}", "%{if true}x%{endif}", "${\"[\"}", "${\"e\"}",
  "-1.8881545897087626e+289", "-1.8881545897087626e289", "1e5", "1e999", "-1e-5", "e", "E", "+", "-", "|", "String Map Token Value", "Any Map Token Value",
];

/** Any text at all, and texts glued together from marks, among them those given: cdktf's own for values that exist. */
export function hostileText(marks: readonly string[] = []): fc.Arbitrary<string> {
  const mark = fc.constantFrom(...MARKS, ...marks);
  const piece = fc.oneof({ weight: 5, arbitrary: mark }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) }, { weight: 1, arbitrary: fc.double({ noNaN: true }).map(String) });
  return fc.oneof(mark, fc.string({ unit: "binary" }), fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")));
}

/** One line that would be evaluated, replaced or end its literal wherever it is not escaped. */
export const HOSTILE = '${file("/etc/passwd")} %{if true}x%{endif} ${TfToken[TOKEN.0]} #{TfToken[TOKEN.1]} -1.8881545897087626e+289 "q" \\ back\nnew line';
