import { type DotNetList, itemsOf, type TypeSymbol } from "./dotnet";

/** The tree as Microsoft's binder gives it: what we read of each kind of node, by the library's own names. */
export interface SyntaxNode {
  /** Where its text starts in the query, blanks and comments before it left out. */
  readonly TextStart: number;
  /** Of its text, blanks and comments before it left out. */
  readonly Width: number;
  readonly ChildCount: number;
  readonly Parent: SyntaxNode | null;
  readonly ReferencedSymbol: { readonly Name: string } | null;
  GetChild(index: number): SyntaxNode | null;
  GetNodeAt(position: number, length: number): SyntaxNode | null;
  /** The body of the function that is called here, bound for this call. */
  GetCalledFunctionBody?(): Nodes["FunctionBody"] | null;
  toString(): string;
}

export interface Expression extends SyntaxNode {
  readonly ResultType: TypeSymbol | null;
}

export interface Token {
  readonly Text: string;
  readonly ValueText: string;
}

/** A list with commas between. */
export type Separated<T> = DotNetList<{ readonly Element: T }>;
export type List<T> = DotNetList<T>;

export function elements<T>(list: Separated<T> | null | undefined): T[] {
  return itemsOf(list).map((item) => item.Element);
}

interface Named {
  readonly Name: { readonly SimpleName: string };
}

interface Listed {
  readonly Expressions: Separated<Expression>;
}

type ParameterList = List<Named & { readonly Expression: SyntaxNode & { readonly Token?: Token; readonly SimpleName?: string } }>;

interface Parameterized {
  readonly Parameters: ParameterList;
}

interface OfOne {
  readonly Expression: Expression;
}

export interface Nodes {
  // Statements
  LetStatement: Expression & Named & OfOne;
  ExpressionStatement: SyntaxNode & OfOne;
  FunctionDeclaration: Expression & {
    readonly ViewKeyword: Token | null;
    readonly Parameters: { readonly Parameters: Separated<Nodes["FunctionParameter"]> };
    readonly Body: Nodes["FunctionBody"];
  };
  FunctionParameter: SyntaxNode & { readonly NameAndType: Nodes["NameAndTypeDeclaration"]; readonly DefaultValue: { readonly Value: Expression } | null };
  FunctionBody: SyntaxNode & { readonly Statements: Separated<SyntaxNode>; readonly Expression: Expression | null };
  NameAndTypeDeclaration: SyntaxNode & Named & { readonly Type: SyntaxNode };
  DeclarePattern: SyntaxNode;

  // Expressions
  LiteralExpression: Expression & { readonly Token: Token; readonly LiteralValue: unknown };
  CompoundStringLiteralExpression: Expression & { readonly LiteralValue: string };
  DynamicExpression: Expression & OfOne;
  TypeOfLiteralExpression: Expression & { readonly Types: Separated<SyntaxNode> };
  NameReference: Expression & { readonly SimpleName: string; readonly Name: SyntaxNode };
  SimpleNamedExpression: Expression & Named & OfOne;
  CompoundNamedExpression: Expression & OfOne & { readonly Names: { readonly Names: Separated<{ readonly SimpleName: string }> } };
  BracketedExpression: Expression & OfOne;
  ParenthesizedExpression: Expression & OfOne;
  OrderedExpression: Expression & OfOne & { readonly Ordering: { readonly AscOrDescKeyword: Token | null; readonly NullsClause: SyntaxNode | null } | null };
  StarExpression: Expression;
  PathExpression: Expression & OfOne & { readonly Selector: Expression };
  ElementExpression: Expression & OfOne & { readonly Selector: Expression };
  PrefixUnaryExpression: Expression & OfOne & { readonly Operator: Token };
  BinaryExpression: Expression & { readonly Left: Expression; readonly Operator: Token; readonly Right: Expression };
  InExpression: Expression & { readonly Left: Expression; readonly Operator: Token; readonly Right: Listed };
  HasAnyExpression: Nodes["InExpression"];
  HasAllExpression: Nodes["InExpression"];
  BetweenExpression: Expression & { readonly Left: Expression; readonly Operator: Token; readonly Right: { readonly First: Expression; readonly Second: Expression } };
  FunctionCallExpression: Expression & { readonly Name: Nodes["NameReference"]; readonly ArgumentList: Listed };
  ToScalarExpression: Expression & OfOne;
  JsonObjectExpression: Expression & { readonly Pairs: Separated<{ readonly Name: Token; readonly Value: Expression }> };
  JsonArrayExpression: Expression & { readonly Values: Separated<Expression> };

  // Tables
  PipeExpression: Expression & OfOne & { readonly Operator: Expression };
  MaterializeExpression: Expression & OfOne;
  ToTableExpression: Expression & OfOne;
  DataScopeExpression: Expression & OfOne;
  DataTableExpression: Expression & { readonly Schema: RowSchema; readonly Values: Separated<Expression> };
  ExternalDataExpression: Expression & { readonly Schema: RowSchema; readonly URIs: Separated<Expression>; readonly WithClause: PropertyClause | null };

  // Operators
  AsOperator: Expression & Named;
  AssertSchemaOperator: Expression & { readonly Schema: RowSchema };
  ConsumeOperator: Expression;
  CountOperator: Expression & { readonly AsIdentifier: { readonly Identifier: Token } | null };
  DistinctOperator: Expression & Listed;
  EvaluateOperator: Expression & { readonly FunctionCall: Nodes["FunctionCallExpression"]; readonly Schema: { readonly Schema: RowSchema & { readonly AsteriskToken: Token | null } } | null };
  ExtendOperator: Expression & Listed;
  FilterOperator: Expression & { readonly Condition: Expression };
  GetSchemaOperator: Expression;
  InvokeOperator: Expression & { readonly Function: Nodes["FunctionCallExpression"] };
  JoinOperator: Expression & Parameterized & OfOne & { readonly ConditionClause: Listed | null };
  LookupOperator: Expression & Parameterized & OfOne & { readonly LookupClause: Listed };
  MakeSeriesOperator: Expression & Parameterized & {
    readonly Aggregates: Separated<SeriesNode>;
    readonly OnClause: OfOne;
    readonly RangeClause: SyntaxNode & {
      readonly MakeSeriesFromClause?: OfOne | null;
      readonly MakeSeriesToClause?: OfOne | null;
      readonly MakeSeriesStepClause?: OfOne;
      readonly Arguments?: Listed;
    };
    readonly ByClause: Listed | null;
  };
  MvApplyOperator: Expression & Parameterized & {
    readonly Expressions: Separated<ExpandedNode>;
    readonly RowLimitClause: { readonly RowLimit: Expression } | null;
    readonly ContextIdClause: SyntaxNode | null;
    readonly Subquery: OfOne;
  };
  MvExpandOperator: Expression & Parameterized & { readonly Expressions: Separated<ExpandedNode>; readonly RowLimitClause: { readonly RowLimit: Expression } | null };
  ParseOperator: Expression & Parameterized & OfOne & { readonly Patterns: List<SyntaxNode> };
  ParseWhereOperator: Nodes["ParseOperator"];
  ParseKvOperator: Expression & OfOne & { readonly Keys: RowSchema; readonly WithClause: PropertyClause | null };
  PartitionOperator: Expression & Parameterized & { readonly ByExpression: Expression; readonly Operand: SyntaxNode & { readonly Subquery?: Expression; readonly Query?: Expression } };
  PrintOperator: Expression & Listed;
  ProjectOperator: Expression & Listed;
  ProjectAwayOperator: Expression & Listed;
  ProjectByNamesOperator: Expression & Listed;
  ProjectKeepOperator: Expression & Listed;
  ProjectRenameOperator: Expression & Listed;
  ProjectReorderOperator: Expression & Listed;
  RangeOperator: Expression & Named & { readonly From: Expression; readonly To: Expression; readonly Step: Expression };
  RenderOperator: Expression;
  SampleOperator: Expression & OfOne;
  SampleDistinctOperator: Expression & OfOne & { readonly OfExpression: Expression };
  ScanOperator: Expression & Parameterized & {
    readonly OrderByClause: Listed | null;
    readonly PartitionByClause: Listed | null;
    readonly DeclareClause: { readonly Declarations: Separated<Nodes["FunctionParameter"]> } | null;
    readonly Steps: List<ScanStepNode>;
  };
  SearchOperator: Expression & Parameterized & { readonly InClause: Listed | null; readonly Condition: Expression };
  SerializeOperator: Expression & Listed;
  SortOperator: Expression & Listed;
  SummarizeOperator: Expression & { readonly Aggregates: Separated<Expression>; readonly ByClause: Listed | null };
  TakeOperator: Expression & OfOne;
  TopOperator: Expression & OfOne & { readonly ByExpression: Expression };
  TopHittersOperator: Expression & OfOne & { readonly OfExpression: Expression; readonly ByClause: OfOne | null };
  TopNestedOperator: Expression & { readonly Clauses: Separated<TopNestedNode> };
  UnionOperator: Expression & Parameterized & Listed;
}

export interface RowSchema {
  readonly Columns: Separated<Nodes["NameAndTypeDeclaration"]>;
}

export type ExpandedNode = SyntaxNode & OfOne & { readonly ToTypeOf: { readonly TypeOf: Nodes["TypeOfLiteralExpression"] } | null };

/** `name = aggregate default=value` */
export type SeriesNode = SyntaxNode & OfOne & { readonly DefaultExpression: OfOne | null };

/** `top-nested 3 of key with others="rest" by aggregate` */
export type TopNestedNode = SyntaxNode & {
  readonly Expression: Expression | null;
  readonly OfExpression: Expression;
  readonly WithOthersClause: OfOne | null;
  readonly ByExpression: Expression;
};

/** `step name output=last: condition => column = value, …;` */
export type ScanStepNode = SyntaxNode & Named & {
  readonly OptionalKeyword: Token | null;
  readonly ScanStepOutput: SyntaxNode | null;
  readonly Condition: Expression;
  readonly ComputationClause: { readonly Assignments: Separated<SyntaxNode & OfOne & Named> } | null;
};

export interface PropertyClause {
  readonly Properties: Separated<Named & { readonly Expression: Expression & { readonly Token?: Token; readonly LiteralValue?: unknown } }>;
}

/** `kind=inner hint.strategy=broadcast` by lower-case name. */
export function parametersOf(list: ParameterList): ReadonlyMap<string, string> {
  return new Map(
    itemsOf(list).map(({ Name, Expression: value }) => [Name.SimpleName.toLowerCase(), (value.Token?.ValueText ?? value.Token?.Text ?? value.SimpleName ?? value.toString()).trim()]),
  );
}
