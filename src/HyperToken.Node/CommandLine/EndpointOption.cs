using System.CommandLine;
using System.Net;

namespace HyperToken.Node.CommandLine;

/// <summary>Options that take an address and a port to listen at.</summary>
internal static class EndpointOption
{
    public static Option<string> Create(string name, string description, string defaultValue)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = "ADDRESS:PORT",
            DefaultValueFactory = _ => defaultValue,
        };
        option.Validators.Add(result =>
        {
            var text = result.GetValue(option);
            if (TryParse(text) is null)
                result.AddError($"{name} is '{text}'; allowed: an IP address and a port from 0 to 65535, as in 127.0.0.1:4100 or [::1]:4100; port 0 takes any that is free");
        });
        return option;
    }

    /// <summary>The endpoint, or null where the text is none; a bare address is not enough.</summary>
    public static IPEndPoint? TryParse(string? text) =>
        text is not null && text.LastIndexOf(':') > text.LastIndexOf(']') && IPEndPoint.TryParse(text, out var endpoint) ? endpoint : null;
}
