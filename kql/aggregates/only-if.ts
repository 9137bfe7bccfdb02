import type { Call } from "../functions/call";
import type { Aggregate } from "./aggregate";

/** The `…if` form of an aggregate: what its predicate, the argument at that place, is not true for is left out. Null is not true. */
export function onlyIf(aggregate: Aggregate, place = 1): Aggregate {
  return (call) => {
    const predicate = call.args[place]?.compute ?? call.refuse(`${call.name}() needs a predicate`);
    const start = aggregate(withArguments(call, call.args.filter((_, i) => i !== place)));
    return () => {
      const gathered = start();
      return {
        add: (row) => {
          if (predicate(row) === true) gathered.add(row);
        },
        result: () => gathered.result(),
      };
    };
  };
}

function withArguments(call: Call, args: Call["args"]): Call {
  const { name, type, context } = call;
  return { name, type, context, args, unsupported: (what) => call.unsupported(what), refuse: (message) => call.refuse(message) };
}
