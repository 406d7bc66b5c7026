using System.Text.RegularExpressions;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>Whether a line of Prometheus' text format is one: as its documentation describes them.</summary>
internal static partial class PrometheusSyntax
{
    public static void Check(string line) => Assert.Matches(Line(), line);

    [GeneratedRegex("""
        ^(
          \#\ HELP\ [a-zA-Z_:][a-zA-Z0-9_:]*\ ([^\\\n]|\\\\|\\n)*
        | \#\ TYPE\ [a-zA-Z_:][a-zA-Z0-9_:]*\ (counter|gauge)
        | [a-zA-Z_:][a-zA-Z0-9_:]*
          (\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*")*\})?
          \ ([+-]?Inf|NaN|-?[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?)
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Line();
}
