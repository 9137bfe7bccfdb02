import { assertSchema } from "./assert-schema";
import { projectAway, projectByNames, projectKeep, projectRename, projectReorder } from "./columns";
import { evaluate } from "./evaluate";
import { invoke } from "./invoke";
import { join, lookup } from "./join";
import { makeSeries } from "./make-series";
import { mvApply } from "./mv-apply";
import { mvExpand } from "./mv-expand";
import type { Operators } from "./operator";
import { sort, top } from "./order";
import { parse, parseWhere } from "./parse";
import { parseKv } from "./parse-kv";
import { partition } from "./partition";
import { extend, project, serialize, where } from "./rowwise";
import { sampleDistinct } from "./sample-distinct";
import { scan } from "./scan";
import { search } from "./search";
import { consume, count, distinct, getSchema, passOn, take } from "./simple";
import { summarize } from "./summarize";
import { topHitters } from "./top-hitters";
import { topNested } from "./top-nested";
import { union } from "./union";

/** Every operator that the evaluator can run; the rest is unsupported by name. */
export const operators: Operators = {
  AsOperator: passOn,
  AssertSchemaOperator: assertSchema,
  ConsumeOperator: consume,
  CountOperator: count,
  DistinctOperator: distinct,
  EvaluateOperator: evaluate,
  ExtendOperator: extend,
  FilterOperator: where,
  GetSchemaOperator: getSchema,
  InvokeOperator: invoke,
  JoinOperator: join,
  LookupOperator: lookup,
  MakeSeriesOperator: makeSeries,
  MvApplyOperator: mvApply,
  MvExpandOperator: mvExpand,
  ParseKvOperator: parseKv,
  ParseOperator: parse,
  ParseWhereOperator: parseWhere,
  PartitionOperator: partition,
  ProjectAwayOperator: projectAway,
  ProjectByNamesOperator: projectByNames,
  ProjectKeepOperator: projectKeep,
  ProjectOperator: project,
  ProjectRenameOperator: projectRename,
  ProjectReorderOperator: projectReorder,
  RenderOperator: passOn,
  SampleDistinctOperator: sampleDistinct,
  ScanOperator: scan,
  SearchOperator: search,
  SerializeOperator: serialize,
  SortOperator: sort,
  SummarizeOperator: summarize,
  TakeOperator: take,
  TopHittersOperator: topHitters,
  TopNestedOperator: topNested,
  TopOperator: top,
  UnionOperator: union,
};
