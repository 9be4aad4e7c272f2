using System.Globalization;

namespace Amp.ServiceStandIn;

/// <summary>What a key does to the service. A key may go on after the name, so that each run can have one of its own.</summary>
internal sealed class KeyBehavior
{
    private readonly string _key;

    public KeyBehavior(string key) => _key = key;

    /// <summary>Gets whether everything is answered with 401.</summary>
    public bool IsBad => Is("bad-key");

    /// <summary>Gets whether everything is answered with 500.</summary>
    public bool BreaksTheService => Is("http500-key");

    /// <summary>Gets whether everything is answered with something that is no JSON.</summary>
    public bool GetsGarbage => Is("garbage-key");

    /// <summary>Gets whether nothing is ever answered.</summary>
    public bool GetsNoAnswer => Is("hang-key");

    /// <summary>Gets whether nothing but the model ever answers.</summary>
    public bool GetsNoAnswerButTheModels => Is("hanginternal-key");

    /// <summary>Gets whether the model answers 402.</summary>
    public bool HasNoCredit => Is("nocredit-key");

    /// <summary>Gets whether no thread can be uploaded.</summary>
    public bool CannotUpload => Is("noupload-key");

    /// <summary>Gets whether the service knows no user of this key.</summary>
    public bool HasNoUser => Is("nouser-key");

    /// <summary>Gets how long everything but the model takes: <c>slow-key-250</c> is 250 ms.</summary>
    public TimeSpan Delay
    {
        get
        {
            const string Prefix = "slow-key-";
            if (!Is(Prefix))
            {
                return TimeSpan.Zero;
            }

            var digits = _key.AsSpan(Prefix.Length);
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            var number = end < 0 ? digits : digits[..end];
            return TimeSpan.FromMilliseconds(int.Parse(number, CultureInfo.InvariantCulture));
        }
    }

    private bool Is(string name) => _key.StartsWith(name, StringComparison.Ordinal);
}
