using System.Text.Json.Serialization;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Events;

/// <summary>All peers have been started and have joined.</summary>
internal sealed record ReadyEvent(string Engine, int Peers, double JoinSeconds, MinAvgMax Connections, MinAvgMax Contacts) : UpEvent("ready")
{
    /// <summary>The roles, where peers have roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoleSums? Roles { get; init; }

    /// <summary>How they have come about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoleStart? RoleStart { get; init; }

    /// <summary>Where others may look in, if they may.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Admin { get; init; }

    public static ReadyEvent Of(TimeSpan joined, IReadOnlyCollection<PeerReport> reports) => new(
        Node.Engine.Name,
        reports.Count,
        Math.Round(joined.TotalSeconds, 3),
        MinAvgMax.Of([.. reports.Select(report => report.Links.Count)]),
        MinAvgMax.Of([.. reports.Select(report => report.Table.Count)]))
    {
        Roles = RoleSums.Of(reports),
    };

    public override IEnumerable<string> ToLines() =>
    [
        $"ready: {Peers} peers joined in {JoinSeconds:0.0} s, each with {Connections} connections and {Contacts} contacts (min/avg/max); engine {Engine}",
        .. Roles is null ? (string[])[] : [$"  roles: {Roles.ToLine()}; {RoleStart}"],
        .. Admin is null ? (string[])[] : [$"  admin: {Admin} answers 'hypertoken inspect' and, at /metrics, Prometheus"],
    ];
}
