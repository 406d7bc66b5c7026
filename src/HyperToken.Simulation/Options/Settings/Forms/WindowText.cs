namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Spans of time as text: <c>A..B</c>, milliseconds.</summary>
internal static class WindowText
{
    public static TimeWindow? Read(string text) =>
        text.Split("..") is [var from, var to] && NumberText.ReadMilliseconds(from) is { } begin && NumberText.ReadMilliseconds(to) is { } end
            ? new TimeWindow(begin, end)
            : null;

    public static string Write(TimeWindow window) =>
        $"{NumberText.Write(window.From.TotalMilliseconds)}..{NumberText.Write(window.To.TotalMilliseconds)}";

    public static bool IsAllowed(TimeWindow window) =>
        NumberRange.Seconds.ContainsSeconds(window.From) && NumberRange.Seconds.ContainsSeconds(window.To) && window.From <= window.To;
}
