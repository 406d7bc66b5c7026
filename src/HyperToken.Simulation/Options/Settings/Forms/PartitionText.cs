namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Partitions as text: <c>0.5@1000+60000</c>, <c>0.5@1000+60000,oneway</c>; milliseconds.</summary>
internal static class PartitionText
{
    public const string Allowed = "P@START+LENGTH[,oneway] with P above 0 and below 1, START 0 ms or later, LENGTH above 0 ms; or none";
    private const string OneWay = ",oneway";

    public static PartitionOptions? Read(string text)
    {
        var oneWay = text.EndsWith(OneWay, StringComparison.Ordinal);
        var cut = oneWay ? text[..^OneWay.Length] : text;
        return cut.Split('@') is [var share, var when] && when.Split('+') is [var start, var length]
            && NumberText.Read(share) is { } part
            && NumberText.ReadMilliseconds(start) is { } begin && NumberText.ReadMilliseconds(length) is { } span
                ? new PartitionOptions(part, begin, span) { IsOneWay = oneWay }
                : null;
    }

    public static string Write(PartitionOptions partition) =>
        $"{NumberText.Write(partition.Share)}@{NumberText.Write(partition.Start.TotalMilliseconds)}+"
        + $"{NumberText.Write(partition.Length.TotalMilliseconds)}{(partition.IsOneWay ? OneWay : "")}";

    public static bool IsAllowed(PartitionOptions partition) =>
        partition.Share is > 0 and < 1
        && NumberRange.Seconds.ContainsSeconds(partition.Start)
        && partition.Length > TimeSpan.Zero && NumberRange.Seconds.ContainsSeconds(partition.Length);
}
