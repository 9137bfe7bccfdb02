import { deflateSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { answers } from "../support/answers";
import { run, value } from "../support/run";

describe("Base64", () => {
  // https://learn.microsoft.com/en-us/kusto/query/base64-encode-tostring-function
  test("encodes UTF-8", () => expect(value(`base64_encode_tostring("né")`)).toBe("bsOp"));

  // https://learn.microsoft.com/en-us/kusto/query/base64-decode-tostring-function
  test("decodes to nothing what is no text, has no padding or is no Base64", () => {
    answers([
      [`base64_decode_tostring("bsOp")`, "né"],
      [`base64_decode_tostring("/w==")`, ""],
      [`base64_decode_tostring("YQ")`, ""],
      [`base64_decode_tostring("Y Q=")`, ""],
    ]);
  });

  test("takes and gives bytes", () => {
    answers([
      [`base64_decode_toarray("AP8=")`, [0, 255]],
      [`base64_decode_toarray("AP8")`, null],
      [`base64_encode_fromarray(dynamic([0, 255]))`, "AP8="],
      [`base64_encode_fromarray(dynamic([256]))`, ""],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/base64-encode-fromguid-function
  test("takes and gives GUIDs, whose first parts are numbers with the last byte first", () => {
    expect(value(`base64_encode_fromguid(guid(00112233-4455-6677-8899-aabbccddeeff))`)).toBe("MyIRAFVEd2aImaq7zN3u/w==");
    expect(value(`base64_decode_toguid("MyIRAFVEd2aImaq7zN3u/w==")`)).toBe("00112233-4455-6677-8899-aabbccddeeff");
    expect(value(`base64_decode_toguid("MyIR")`)).toBeNull();
  });

  test("gives any text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "é", "💥", " ") }), (text) => {
        expect(value(`base64_decode_tostring(base64_encode_tostring("${text}"))`)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe("URL encoding", () => {
  // https://learn.microsoft.com/en-us/kusto/query/url-encode-function
  test("writes blanks as + or as %20", () => {
    expect(value(`url_encode("a b/ü?")`)).toBe("a+b%2f%c3%bc%3f");
    expect(value(`url_encode_component("a b/ü?")`)).toBe("a%20b%2f%c3%bc%3f");
  });

  // https://learn.microsoft.com/en-us/kusto/query/url-decode-function
  test("keeps what is no code", () => expect(value(`url_decode("100%+a%2Fb%zz%c3%bc")`)).toBe("100% a/b%zzü"));

  test("gives any text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "é", "💥", " ", "+", "%", "&", "'") }), (text) => {
        expect(value(`url_decode(url_encode("${text}"))`)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe("Hashes", () => {
  // Test vectors: https://www.rfc-editor.org/rfc/rfc1321#appendix-A.5, https://www.di-mgt.com.au/sha_testvectors.html
  test("are of a value's text", () => {
    expect(value(`hash_md5("abc")`)).toBe("900150983cd24fb0d6963f7d28e17f72");
    expect(value(`hash_sha1("abc")`)).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
    expect(value(`hash_sha256("abc")`)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(value(`hash_sha256(7) == hash_sha256("7")`)).toBe(true);
  });

  // The specification's own vectors: https://github.com/Cyan4973/xxHash/blob/dev/cli/xsum_sanity_check.c
  test("of xxHash64 are those of its specification", () => {
    expect(value(`hash("")`)).toBe(String(BigInt.asIntN(64, 0xef46db3751d8e999n)));
    expect(value(`hash_xxhash64("Nobody inspects the spammish repetition")`)).toBe(String(BigInt.asIntN(64, 0xfbcea83c8a378bf1n)));
  });

  test("of values whose bytes are not documented are unsupported", () => expect(() => value("hash(1.5)")).toThrow("unsupported: hash of a real at 1:7"));
});

// https://learn.microsoft.com/en-us/kusto/query/gzip-base64-decompress
describe("Decompressing", () => {
  test("gives the text, or nothing for what was not compressed", () => {
    expect(value(`gzip_decompress_from_base64_string("${gzipSync("né").toString("base64")}")`)).toBe("né");
    expect(value(`zlib_decompress_from_base64_string("${deflateSync("né").toString("base64")}")`)).toBe("né");
    expect(run(`print gzip_decompress_from_base64_string("bsOp"), zlib_decompress_from_base64_string("?")`).rows).toEqual([["", ""]]);
  });

  test("stops at what grows too large", () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000)).toString("base64");
    expect(() => value(`gzip_decompress_from_base64_string("${bomb}")`)).toThrow("a compressed text of more than 16 MiB");
  });
});

describe("Parsing", () => {
  // https://learn.microsoft.com/en-us/kusto/query/parse-url-function
  test("takes a URL apart", () => {
    expect(value(`parse_url("https://ann:pw@login.contoso.com:8443/owa/?a=1&b&c=x=y#top")`)).toEqual({
      Scheme: "https",
      Host: "login.contoso.com",
      Port: "8443",
      Path: "/owa/",
      Username: "ann",
      Password: "pw",
      "Query Parameters": { a: "1", b: "", c: "x=y" },
      Fragment: "top",
    });
    expect(value(`parse_url("no url").Host`)).toBe("");
    expect(value(`parse_urlquery("?k=1&l=2")["Query Parameters"].l`)).toBe("2");
  });

  // https://learn.microsoft.com/en-us/kusto/query/parse-csv-function
  test("reads the first record of CSV", () => {
    expect(value(String.raw`parse_csv('a,"b,""c""\nd",\n2,3')`)).toEqual(["a", 'b,"c"\nd', ""]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/parse-version-function
  test("makes versions numbers that compare", () => {
    answers([
      [`parse_version("1.10") > parse_version("1.9.9.9")`, true],
      [`parse_version("1") == parse_version("1.0.0.0")`, true],
      [`parse_version("1.2.3.4.5")`, null],
      [`parse_version("v1")`, null],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/parse-path-function
  test("takes a path apart", () => {
    const parts = (path: string): unknown => Object.values(value(`parse_path(@"${path}")`) as object);
    expect(parts(String.raw`D:\mail\archive.pst`)).toEqual(["", "D:", String.raw`D:\mail`, "mail", "archive.pst", "pst", ""]);
    expect(parts("file://D:/mail/a.tar.gz:hidden.exe")).toEqual(["file", "D:", "D:/mail", "mail", "a.tar.gz", "gz", "hidden.exe"]);
    expect(parts("/etc/hosts")).toEqual(["", "", "/etc", "etc", "hosts", "", ""]);
    expect(parts("hosts")).toEqual(["", "", "", "", "hosts", "", ""]);
  });

  // https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
  test.each([
    [String.raw`app.exe "a b" c`, ["app.exe", "a b", "c"]],
    [String.raw`"C:\Program Files\app.exe"  /x:"y z"`, [String.raw`C:\Program Files\app.exe`, "/x:y z"]],
    [String.raw`app "ab\"c" "\\" d`, ["app", 'ab"c', "\\", "d"]],
    [String.raw`app a\\b d"e f"g h`, ["app", String.raw`a\\b`, "de fg", "h"]],
    [String.raw`app a\\\"b c d`, ["app", String.raw`a\"b`, "c", "d"]],
    [String.raw`app ""`, ["app", ""]],
  ])("reads the command line %s", (line, expected) => {
    expect(value(`parse_command_line(${JSON.stringify(line)}, "windows")`)).toEqual(expected);
  });
});
