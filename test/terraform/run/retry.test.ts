import fc from "fast-check";
import { pause, pauseBefore } from "../../../terraform/run/retry";

describe("the pause before another attempt", () => {
  it("is twice as long each time, and there are four attempts", () => {
    expect([1, 2, 3, 4].map((attempts) => pauseBefore(attempts, 0))).toEqual([5000, 10_000, 20_000, undefined]);
  });

  it("loses at most half of itself by chance", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, random) => {
        const whole = pauseBefore(attempts, 0) ?? 0;
        const own = pauseBefore(attempts, random) ?? 0;
        expect(own).toBeGreaterThanOrEqual(whole / 2);
        expect(own).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it("is never shorter than the service asks", () => {
    expect(pauseBefore(1, 0, 17_000)).toBe(17_000);
    expect(pauseBefore(1, 0.5, 17_000)).toBe(17_500);
    expect(pauseBefore(3, 0, 1000)).toBe(20_000);
  });

  it("isn't made where the service asks for longer than it is worth", () => expect([pauseBefore(1, 0, 310_000), pauseBefore(1, 0, 372_000)]).toEqual([310_000, undefined]));

  it("ends with the run", async () => {
    const started = performance.now();
    await pause(60_000, AbortSignal.timeout(20));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
