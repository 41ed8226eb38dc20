"""Every table in one import, for whoever needs the whole schema at once."""

from models.account import Account, AccountContact, HealthReading
from models.appointment import Appointment
from models.canvas import Canvas
from models.deadline import Deadline, Told
from models.directory import KnownChannel, KnownGroup, KnownPerson
from models.escalation import CustomerContact, Escalation, PlanStep
from models.finding import Finding
from models.follower import Follower
from models.hand_over import HandOver
from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from models.note import Note
from models.outbox import Bucket, Lane, OutboxMessage, Surface
from models.own_channel import ChannelTask, OwnChannel
from models.preference import Mornings, Preference
from models.prepared_update import PreparedUpdate
from models.proposal import Proposal
from models.recovery import RecoveryStep
from models.request import HandledRequest
from models.resolution import CloseOut, Resolution
from models.review import Review
from models.sending import Sending
from models.signal import Signal
from models.timeline import TimelineEntry
from models.triage import Triage
from models.undoable import Undoable
from models.waiting import WaitingPeriod
from models.workspace import Replica, RulesVersion, SetupStanding, Workspace

ALL = (
    Account,
    AccountContact,
    Appointment,
    Bucket,
    Canvas,
    ChannelTask,
    CloseOut,
    CustomerContact,
    Deadline,
    Escalation,
    Follower,
    HandOver,
    Finding,
    HandledRequest,
    HeadsUp,
    HeadsUpCustomer,
    HeadsUpOwner,
    HealthReading,
    KnownChannel,
    KnownGroup,
    KnownPerson,
    Lane,
    Note,
    Mornings,
    OutboxMessage,
    OwnChannel,
    PlanStep,
    Preference,
    PreparedUpdate,
    Proposal,
    RecoveryStep,
    Replica,
    Resolution,
    Review,
    RulesVersion,
    Sending,
    SetupStanding,
    Signal,
    Surface,
    TimelineEntry,
    Told,
    Triage,
    Undoable,
    WaitingPeriod,
    Workspace,
)
