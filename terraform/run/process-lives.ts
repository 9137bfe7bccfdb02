/** Whether a process of this machine, or container, lives: what one that was killed left behind may be taken over or removed. */
export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that may not be signalled is there.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
