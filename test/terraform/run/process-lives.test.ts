import { processLives } from "../../../terraform/run/process-lives";

describe("A process", () => {
  afterEach(() => jest.restoreAllMocks());

  const signalled = (code: string) => jest.spyOn(process, "kill").mockImplementation(() => { throw Object.assign(new Error(code), { code }); });

  it("lives that is this one", () => expect(processLives(process.pid)).toBe(true));

  it("lives that is another user's, which may not be signalled", () => {
    signalled("EPERM");
    expect(processLives(1)).toBe(true);
  });

  it("doesn't where nobody has its number", () => {
    signalled("ESRCH");
    expect(processLives(1)).toBe(false);
  });
});
