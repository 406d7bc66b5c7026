using Akka.Actor;
using HyperToken.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HyperToken.Relay.Admin;

/// <summary>
/// Answers named questions about a process over HTTP: <c>GET /admin</c> lists them, <c>/admin/NAME</c> and <c>/admin/NAME/ARGUMENT</c> answer
/// in JSON, and what goes wrong is <c>{"error": "…"}</c>. Map it with <see cref="AdminEndpointExtensions.MapHyperTokenAdmin"/>, or let <see cref="AdminServer"/> do so.
/// </summary>
public sealed class AdminEndpoint : IDisposable
{
    private readonly Dictionary<string, IInspectionQuery> _queries;
    private readonly AdminSettings _settings;
    private readonly AdminGate _gate;
    private readonly AdminLimits _limits;

    /// <summary>Offers these questions.</summary>
    /// <exception cref="AdminSettingsException">The settings may not be used.</exception>
    /// <exception cref="ArgumentException">Two questions have one name.</exception>
    public AdminEndpoint(AdminSettings settings, IEnumerable<IInspectionQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        _settings = settings;
        _queries = queries.ToDictionary(query => query.Name);
        _gate = new AdminGate(settings);
        _limits = new AdminLimits(settings);
    }

    /// <summary>Answers no more.</summary>
    public void Dispose() => _limits.Dispose();

    internal void Map(IEndpointRouteBuilder routes)
    {
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

    private static string UsageOf(IInspectionQuery query) => query.Argument is null ? query.Name : $"{query.Name} {query.Argument}";

    private sealed record QueryList(IReadOnlyList<QueryLine> Queries);

    private sealed record QueryLine(string Name, string? Argument, string Does);
}
