namespace HyperToken.Relay.Admin;

/// <summary>One metric at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is to Prometheus.</param>
/// <param name="Help">What it says; empty: nothing is known of that.</param>
/// <param name="Values">Its values, by their labels as they are written.</param>
internal sealed record PrometheusMetric(string Name, PrometheusType Type, string Help, IReadOnlyDictionary<string, double> Values);
