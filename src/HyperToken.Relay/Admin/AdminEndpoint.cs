using System.Text;
using Akka.Actor;
using HyperToken.Inspection;
using HyperToken.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HyperToken.Relay.Admin;

/// <summary>
/// Answers named questions about a process over HTTP: <c>GET /admin</c> lists them, <c>/admin/NAME</c> and <c>/admin/NAME/ARGUMENT</c> answer
/// in JSON, and what goes wrong is <c>{"error": "…"}</c>; <c>/metrics</c> is for Prometheus. Map it with <see cref="AdminEndpointExtensions.MapHyperTokenAdmin"/>, or let <see cref="AdminServer"/> do so.
/// </summary>
public sealed class AdminEndpoint : IDisposable
{
    private const string RuntimeMeter = "System.Runtime";
    private readonly Dictionary<string, IInspectionQuery> _queries;
    private readonly AdminSettings _settings;
    private readonly AdminGate _gate;
    private readonly AdminLimits _limits;
    private readonly PeerMetrics? _peer;
    private readonly MetricsCollector _metrics;

    /// <summary>Offers these questions, and what the meter <see cref="PeerMetrics.MeterName"/> measures in this process.</summary>
    /// <param name="settings">Who is answered, and how often.</param>
    /// <param name="queries">The questions.</param>
    /// <param name="peer">A peer that is asked for its figures whenever somebody wants to see them; it is measured no more when this ends.</param>
    /// <exception cref="AdminSettingsException">The settings may not be used.</exception>
    /// <exception cref="ArgumentException">Two questions have one name.</exception>
    public AdminEndpoint(AdminSettings settings, IEnumerable<IInspectionQuery> queries, PeerMetrics? peer = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        _settings = settings;
        _queries = queries.ToDictionary(query => query.Name);
        _peer = peer;
        _metrics = new MetricsCollector(settings.ShowsRuntime ? [PeerMetrics.MeterName, RuntimeMeter] : [PeerMetrics.MeterName]);
        _gate = new AdminGate(settings);
        _limits = new AdminLimits(settings);
    }

    /// <summary>Answers no more.</summary>
    public void Dispose()
    {
        _peer?.Dispose();
        _metrics.Dispose();
        _limits.Dispose();
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/metrics", http => AnswerAsync(http, MeasureAsync));
        routes.Map("/admin", http => AnswerAsync(http, ListAsync));
        routes.Map("/admin/{query}/{argument?}", http => AnswerAsync(http, QueryAsync));
    }

    /// <summary>What is nowhere.</summary>
    internal Task RefuseAsync(HttpContext http) =>
        AnswerAsync(http, _ => throw new AdminException(StatusCodes.Status404NotFound, "there is nothing here; /admin lists what can be asked"));

    private async Task AnswerAsync(HttpContext http, Func<HttpContext, Task<AdminAnswer>> answer)
    {
        var given = await AskAsync(http, answer).ConfigureAwait(false);
        var response = http.Response;
        response.StatusCode = given.Status;
        response.ContentType = given.ContentType;
        response.ContentLength = given.Content.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in given.Headers)
            response.Headers[name] = value;

        await response.Body.WriteAsync(given.Content, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task<AdminAnswer> AskAsync(HttpContext http, Func<HttpContext, Task<AdminAnswer>> answer)
    {
        try
        {
            if (_gate.Refuse(http) is { } refusal)
                return AdminAnswer.Of(refusal);
            if (!HttpMethods.IsGet(http.Request.Method))
                throw new AdminException(StatusCodes.Status405MethodNotAllowed, "only GET is answered");

            using var place = _limits.Enter();
            if (!place.IsAcquired)
                throw new AdminException(StatusCodes.Status503ServiceUnavailable, $"{_settings.MaxRequests} requests are being answered already");

            return await answer(http).WaitAsync(_settings.AnswerTimeout, http.RequestAborted).ConfigureAwait(false);
        }
        catch (AdminException refused)
        {
            return AdminAnswer.Of(new AdminRefusal(refused.Status, refused.Message));
        }
        catch (InspectionException wrong)
        {
            return AdminAnswer.Of(new AdminRefusal(StatusCodes.Status400BadRequest, wrong.Message));
        }
        catch (PeerUnavailableException stopped)
        {
            return AdminAnswer.Of(new AdminRefusal(StatusCodes.Status503ServiceUnavailable, stopped.Message));
        }
        catch (Exception late) when (late is TimeoutException or AskTimeoutException)
        {
            return AdminAnswer.Of(new AdminRefusal(StatusCodes.Status504GatewayTimeout, "the peer did not answer in time"));
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return AdminAnswer.Of(new AdminRefusal(StatusCodes.Status500InternalServerError, $"the answer failed: {failed.Message}"));
        }
    }

    private Task<AdminAnswer> ListAsync(HttpContext http) => Task.FromResult(AdminAnswer.Of(new QueryList(
        [.. _queries.Values.Select(query => new QueryLine(query.Name, query.Argument, query.Does))])));

    private async Task<AdminAnswer> QueryAsync(HttpContext http)
    {
        var name = http.GetRouteValue("query") as string ?? "";
        if (!_queries.TryGetValue(name, out var query))
        {
            throw new AdminException(
                StatusCodes.Status404NotFound, $"'{name}' is no question; there are {string.Join(", ", _queries.Values.Select(UsageOf))}");
        }

        if (!_limits.Allows(query))
            throw new AdminException(StatusCodes.Status429TooManyRequests, $"'{name}' is asked more than {_settings.LookupsPerSecond} times a second");

        var argument = http.GetRouteValue("argument") as string ?? "";
        return AdminAnswer.Of(await query.AnswerAsync(argument.Trim(), http.RequestAborted).ConfigureAwait(false));
    }

    private async Task<AdminAnswer> MeasureAsync(HttpContext http)
    {
        if (_peer is not null)
            await _peer.RefreshAsync().ConfigureAwait(false);

        var text = new StringBuilder();
        PrometheusText.Write(text, _metrics.Collect());
        return AdminAnswer.Of(PrometheusText.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string UsageOf(IInspectionQuery query) => query.Argument is null ? query.Name : $"{query.Name} {query.Argument}";

    private sealed record QueryList(IReadOnlyList<QueryLine> Queries);

    private sealed record QueryLine(string Name, string? Argument, string Does);
}
