namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Churn as text: <c>SESSION[,DOWNTIME[,SHAPE]]</c>, seconds.</summary>
internal static class ChurnText
{
    public const string Allowed = "SESSION[,DOWNTIME[,SHAPE]] with SESSION 1 s or more, DOWNTIME 0 s or more, SHAPE 0.2 to 10; or none";
    private static readonly TimeSpan UsualDowntime = TimeSpan.FromSeconds(60);
    private static readonly NumberRange Shapes = new(0.2, 10);

    public static ChurnOptions? Read(string text) => text.Split(',') switch
    {
        [var session] => Read(NumberText.ReadSeconds(session), UsualDowntime, 1),
        [var session, var downtime] => Read(NumberText.ReadSeconds(session), NumberText.ReadSeconds(downtime), 1),
        [var session, var downtime, var shape] =>
            Read(NumberText.ReadSeconds(session), NumberText.ReadSeconds(downtime), NumberText.Read(shape)),
        _ => null,
    };

    public static string Write(ChurnOptions churn) =>
        $"{NumberText.Write(churn.MeanSession.TotalSeconds)},{NumberText.Write(churn.MeanDowntime.TotalSeconds)},"
        + NumberText.Write(churn.Shape);

    public static bool IsAllowed(ChurnOptions churn) =>
        churn.MeanSession >= TimeSpan.FromSeconds(1) && NumberRange.Seconds.ContainsSeconds(churn.MeanSession)
        && NumberRange.Seconds.ContainsSeconds(churn.MeanDowntime)
        && Shapes.Contains(churn.Shape);

    private static ChurnOptions? Read(TimeSpan? session, TimeSpan? downtime, double? shape) =>
        session is { } stay && downtime is { } away && shape is { } form ? new ChurnOptions(stay, away) { Shape = form } : null;
}
