const cleanups = new Set<() => void>();
let isListening = false;

/**
 * Does something when the process ends, by `process.exit` too, unless taken back before: the last registered first. It must not wait for anything.
 * @returns takes it back
 */
export function atExit(cleanup: () => void): () => void {
  if (!isListening) process.on("exit", runAll);
  isListening = true;
  const own = (): void => cleanup();
  cleanups.add(own);
  return () => void cleanups.delete(own);
}

function runAll(): void {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup();
    } catch {
      // The others have their turn; nobody is left to hear of it.
    }
  }
}
