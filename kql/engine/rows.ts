import type { Budget } from "./budget";
import { collect, type Emit, type Relation } from "./relation";
import type { Scope, Window } from "./scope";

/** Goes through an operator's rows in order; holds them only where its expressions look at neighbours. */
export function eachRow(input: Relation, scope: Scope & { readonly window: Window }, emit: Emit): void {
  const { window } = scope;
  const { budget } = scope.query.context;
  if (window.used) {
    window.alone(() => {
      inOrder(input, window, budget, emit);
    });
    return;
  }
  input.scan((row) => {
    budget.pass();
    return emit(row);
  });
}

function inOrder(input: Relation, window: Window, budget: Budget, emit: Emit): void {
  if (!window.looksAround) {
    window.start([]);
    input.scan((row) => {
      budget.pass();
      return emit(row);
    });
    return;
  }
  const rows = collect(input, budget);
  window.start(rows);
  for (const [position, row] of rows.entries()) {
    window.position = position;
    if (!emit(row)) break;
  }
  budget.release(rows.length);
}
