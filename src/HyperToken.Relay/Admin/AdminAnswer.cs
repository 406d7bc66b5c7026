using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HyperToken.Relay.Admin;

/// <summary>What is sent back to a request, as it goes over the wire.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">What the content is.</param>
/// <param name="Content">The content.</param>
internal sealed record AdminAnswer(int Status, string ContentType, byte[] Content)
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Headers of this answer alone.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A record, in JSON.</summary>
    public static AdminAnswer Of(object record) => new(
        StatusCodes.Status200OK, Json, JsonSerializer.SerializeToUtf8Bytes(record, record.GetType(), JsonSerializerOptions.Web));

    /// <summary>Text.</summary>
    public static AdminAnswer Of(string contentType, byte[] content) => new(StatusCodes.Status200OK, contentType, content);

    /// <summary>A refusal, in JSON.</summary>
    public static AdminAnswer Of(AdminRefusal refusal) => Of(new ErrorLine(refusal.Error)) with
    {
        Status = refusal.Status,
        Headers = HeadersOf(refusal.Status),
    };

    private static Dictionary<string, string> HeadersOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new() { ["WWW-Authenticate"] = "Bearer" },
        StatusCodes.Status405MethodNotAllowed => new() { ["Allow"] = "GET" },
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => new() { ["Retry-After"] = "1" },
        _ => [],
    };

    private sealed record ErrorLine(string Error);
}
