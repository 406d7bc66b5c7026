using System.Globalization;

namespace HyperToken.Benchmarks;

/// <summary>The one optional number that a verb takes.</summary>
internal static class CountArgument
{
    public static bool TryRead(string[] args, int defaultCount, int max, out int count)
    {
        count = defaultCount;
        return args is [] || (args is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= max);
    }
}
