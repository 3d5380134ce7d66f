import { yamlLanguage } from '@codemirror/lang-yaml';
import type { Json } from '../../metadata/common/json.ts';

type Node = ReturnType<typeof yamlLanguage.parser.parse>['topNode'];

/**
 * The documents of a file, as far as YAML is used here: no anchors, no tags, numbers and switches as texts.
 *
 * @example
 * readYaml('a: [1, "b"]\n---\nc: {}') //=> [{ a: ['1', 'b'] }, { c: {} }]
 */
export function readYaml(text: string): readonly Json[] {
  const { topNode } = yamlLanguage.parser.parse(text);
  const children = (node: Node): readonly Node[] => {
    const found: Node[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.type.isError)
        throw new Error(`no YAML in line ${text.slice(0, child.from).split('\n').length}`);
      if (/^[A-Z]/.test(child.name) && !['Comment', 'DirectiveEnd', 'DocumentEnd'].includes(child.name))
        found.push(child);
    }
    return found;
  };
  const source = ({ from, to }: Node) => text.slice(from, to);
  const only = (nodes: readonly Node[]): Json => (nodes[0] ? read(nodes[0]) : null);
  function read(node: Node): Json {
    const inner = children(node);
    switch (node.name) {
      case 'BlockMapping':
      case 'FlowMapping': {
        const pairs = inner.map((pair) => {
          const [key, ...value] = children(pair);
          return [key ? String(only(children(key))) : '', only(value)] as const;
        });
        const twice = pairs.find(([key], at) => pairs.findIndex(([other]) => other === key) < at);
        if (twice) throw new Error(`${twice[0]} is there twice`);
        return Object.fromEntries(pairs);
      }
      case 'BlockSequence':
      case 'FlowSequence':
        return inner.map((item) => only(children(item)));
      case 'BlockLiteral':
        return blockText(inner.at(-1) ? source(inner.at(-1) as Node) : '');
      case 'QuotedLiteral':
        return source(node).startsWith('"')
          ? JSON.parse(source(node))
          : source(node).slice(1, -1).replaceAll("''", "'");
      case 'Literal':
        return source(node);
      default:
        throw new Error(`${node.name} is not read here`);
    }
  }
  return children(topNode).map((document) => only(children(document)));
}

function blockText(text: string): string {
  const lines = text.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
