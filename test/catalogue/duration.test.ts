import fc from "fast-check";
import { parseDuration, toIso, toWords } from "../../catalogue/duration";

const LONGEST = 99_999 * 1440 + 1439;

describe("a length of time", () => {
  it.each([
    ["5m", 5],
    ["1h", 60],
    ["14d", 20_160],
    ["1D", 1440],
    [" 30 m ", 30],
    ["PT5M", 5],
    ["PT1H", 60],
    ["P14D", 20_160],
    ["P1DT12H", 2160],
    ["pt1h30m", 90],
    ["0m", 0],
    ["PT0M", 0],
    ["PT1440M", 1440],
  ])("reads %s as %i minutes", (text, minutes) => {
    expect(parseDuration(text)).toEqual({ minutes });
  });

  it.each(["", "5", "m", "5s", "PT5S", "P", "PT", "P1DT", "P1W", "P1M", "1.5h", "-5m", "+5m", "1h30m", "T5M", "5 minutes", "123456m", "5m\n6m", "٥m"])("reads nothing in %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [0, "PT0M"],
    [5, "PT5M"],
    [60, "PT1H"],
    [90, "PT1H30M"],
    [1440, "P1D"],
    [1445, "P1DT5M"],
    [2160, "P1DT12H"],
    [20_160, "P14D"],
  ])("of %i minutes is written %s, as the services write it back", (minutes, iso) => {
    expect(toIso({ minutes })).toBe(iso);
  });

  it("is read back as it was written, whatever its minutes", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: LONGEST }), (minutes) => expect(parseDuration(toIso({ minutes }))).toEqual({ minutes })));
  });

  it.each([
    [0, "0 minutes"],
    [1, "1 minute"],
    [5, "5 minutes"],
    [60, "1 hour"],
    [90, "90 minutes"],
    [120, "2 hours"],
    [1440, "1 day"],
    [1500, "25 hours"],
    [20_160, "14 days"],
  ])("of %i minutes reads %j", (minutes, words) => {
    expect(toWords({ minutes })).toBe(words);
  });
});
