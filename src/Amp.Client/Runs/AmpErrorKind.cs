namespace Amp.Client;

/// <summary>Why a run failed, as far as the CLI's own words tell.</summary>
/// <remarks>Taken from the error of the result line and from stop reasons only, never from what a model or a tool wrote.</remarks>
public enum AmpErrorKind
{
    /// <summary>A reason that this version does not know. <see cref="AmpResult.Error"/> has the words.</summary>
    Other,

    /// <summary>The key or sign-in was refused (HTTP 401, 403).</summary>
    Unauthorized,

    /// <summary>The account has no credit left (HTTP 402).</summary>
    PaymentRequired,

    /// <summary>Too many requests (HTTP 429). The CLI does not try again in a run.</summary>
    RateLimited,

    /// <summary>The model's provider is overloaded (HTTP 529).</summary>
    Overloaded,

    /// <summary>The conversation no longer fits into the model's context window.</summary>
    ContextLimit,

    /// <summary>A tool needed an approval that a run cannot give. Allow it by a rule, or with <see cref="AmpRunOptions.DangerouslyAllowAll"/>.</summary>
    ApprovalRequired,

    /// <summary>The run was stopped from outside.</summary>
    Cancelled,

    /// <summary>The Amp service or the model could not be reached, or the connection broke.</summary>
    Network,

    /// <summary>The model refused to answer.</summary>
    Refused,

    /// <summary>The answer reached the model's limit.</summary>
    MaxTokens,

    /// <summary>The run was stopped because its <see cref="AmpRunOptions.Budget"/> was used up: <see cref="AmpResult.StoppedBy"/> says by which limit. The thread can be continued.</summary>
    BudgetReached,
}
