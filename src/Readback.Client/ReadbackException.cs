using System.Net;

namespace Readback.Client;

/// <summary>The server refused a call, or could not be reached for as long as the call was tried.</summary>
public sealed class ReadbackException : Exception
{
    internal ReadbackException(
        HttpStatusCode? status, string detail, string? field = null, TimeSpan? retryAfter = null, bool isTransient = false,
        Exception? cause = null)
        : base(detail, cause)
    {
        (Status, Field, RetryAfter, IsTransient) = (status, field, retryAfter, isTransient);
    }

    /// <summary>The status that the server answered with; <c>null</c> where no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What was wrong, in the server's words: the problem's <c>detail</c>, which names the field and the rule.</summary>
    public string Detail => Message;

    /// <summary>The field, parameter or header that was wrong, as the API spells it; <c>null</c> where it was none.</summary>
    public string? Field { get; }

    /// <summary>How long the server asked to wait before the next try; <c>null</c> where it said nothing.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>
    /// Whether the same call may succeed later. For a send this means: it is not known to be stored; repeat it with
    /// the same key, and it is stored once.
    /// </summary>
    public bool IsTransient { get; }
}
