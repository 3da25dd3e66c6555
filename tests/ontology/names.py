"""The names of version 0.1.0 of the ontology, and how the tests read its files."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, SKOS
from rdflib.term import Node

ROOT = Path(__file__).parents[2] / "ontology"
EQ = Namespace("https://w3id.org/equipoise/ns#")
SCHEMA = Namespace("https://schema.org/")
ONTOLOGY = URIRef("https://w3id.org/equipoise/ns")
FILES = (
    "equipoise.ttl",
    "vocabularies.ttl",
    "alignments.ttl",
    "completeness.ttl",
    "borrowed.ttl",
)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
COMPUTED = "Computed at build time; never written by hand."

# The names of version 0.1.0. Documents use them, so none may disappear or become something else.
CLASSES = """
    Study Population Arm Intervention OutcomeMeasure TherapeuticAgent Target Condition
    CaseDefinition Instrument Result ArmResult EffectEstimate ReviewResult Finding Conclusion
    ScopeLimit Hypothesis OpenQuestion EvidenceLink Publication StudyRecord AssessmentRecord
    EvidenceBalance StudyRelation Completeness
"""
OBJECT_PROPERTIES = """
    design hasArm population hasOutcome reportedIn reports appraisal addresses role receives
    usesAgent route actsOn caseDefinition condition pemRule betterWhen forOutcome inArm versus
    measure inCompartment viaIntervention evidence hypothesis direction directness strength
    leavesOpen limitDimension asksAbout publicationStatus publicationRole corrects reviewState
    spreadMeasure instrument effectDirection predictedDirection priority agentKind
    expects definitionsCombined sharesParticipantsWith followUpOf reanalysisOf replicates reviews
"""
DATATYPE_PROPERTIES = """
    n dose duration pemRequired timepoint events reportedPercent value ciLower ciUpper ciLevel
    pValue quote rationale plainSummary whyItMatters asReported pReported rangeLower rangeUpper
    spread unit regimen rangeMinimum rangeMaximum smallestImportantDifference authors prediction
    studiesCounted studiesAgreeing
"""
COMPUTED_TERMS = """
    Completeness ofClass ofProperty records recordsWithField
    QuestionAttempt QuestionStep Dependence firstPublished retractedIn attempt byStudy fromYear
    untilYear step year movedBy dependence dependsOn statusBefore statusAfter
    disagreesWith disputed findingsWeighed
    Disagreement inSupport inOpposition featuresAgreeing featuresCompared studyKind treatmentDays
    designFeature designInstrument designAgent designCaseDefinition designPem designStudyKind
    designBlinding designComparator designSize designDays designDirectness labelWord
    EvidenceBalance StudyRelation pemRequirement sample leaves status balance contested stance
    findings independentStudies reviewArticles restsOnRetraction fromStudy toStudy relationReason
    sharedThing
    PooledEstimate PoolingRefused PoolingExclusion pooledFor comparatorKind outcomeKind pools
    studiesPooled participants leftOut refusalReason fixedValue fixedLower fixedUpper
    hartungKnappLower hartungKnappUpper predictionLower predictionUpper cochranQ iSquared
    tauSquared withoutOneLower withoutOneUpper
    DerivedEffect formula informativeness basis importanceFrom reason
"""
VALUES = {
    "DesignFeatureScheme": """
        RandomizedControlledTrial NonRandomizedTrial SingleArmTrial CrossoverTrial FactorialTrial
        ClusterRandomized PilotStudy DoubleBlind SingleBlind OpenLabel PlaceboControlled
        SingleCentre MultiCentre CohortStudy CaseControlStudy CrossSectional FollowUpStudy
        RetrospectiveStudy CaseSeries CaseReport ProvocationStudy DiagnosticAccuracyStudy
        GeneticAssociationStudy SurveyStudy QualitativeStudy LaboratoryStudy AnimalStudy
        SecondaryAnalysis SystematicReview MetaAnalysis NarrativeReview
    """,
    "ArmRoleScheme": """
        Experimental PlaceboComparator ActiveComparator UsualCare NoIntervention Cases Controls
        DiseaseControls Exposed Unexposed
    """,
    "OutcomeRoleScheme": "Primary Secondary AdverseEvent Exploratory",
    "DirectionScheme": "Supports Refutes Inconclusive",
    "StanceScheme": "Supports Refutes Inconclusive LeavesOpen",
    "DirectnessScheme": "Direct Indirect",
    "StrengthScheme": "High Moderate Low VeryLow",
    "BetterWhenScheme": "HigherIsBetter LowerIsBetter NeitherIsBetter",
    "PemRuleScheme": "PemMandatory PemOptional PemNotMentioned",
    "PemRequirementScheme": "PemRequired PemNotRequired PemUnknown",
    "DefinitionsCombinedScheme": "AllDefinitions AnyDefinition",
    "LimitDimensionScheme": """
        Compartment DoseOrDuration Timing Subgroup Severity OtherTarget Comparator Measurement
        Precision CaseDefinitionLimit CausalDirection
    """,
    "PublicationStatusScheme": "Current Corrected ExpressionOfConcern Retracted",
    "PublicationRoleScheme": """
        MainReport Protocol Companion FollowUpReport Reanalysis Correction RetractionNotice
        RegistryEntry Appraisal ConferenceAbstract
    """,
    "EffectDirectionScheme": """
        Benefit Harm NoClearDifference HigherInCases LowerInCases PositiveAssociation
        NegativeAssociation Mixed Descriptive
    """,
    "RefusalReasonScheme": """
        TooFewStudies NoInstrument NoUncertainty MeasuresDiffer ScalesDiffer TimesDiffer
    """,
    "ReviewStateScheme": "Draft Reviewed Disputed",
    "QuestionStatusScheme": "Open PartlyAddressed Addressed",
    "StandingScheme": "SupportedAndRefuted SupportedOnly RefutedOnly NeitherSupportedNorRefuted",
    "AgentKindScheme": """
        Drug Biologic Supplement Diet Behavioural Exercise Device Procedure Placebo
    """,
    "RouteScheme": """
        Oral Sublingual Subcutaneous Intramuscular Intravenous LocalInjection Intranasal Inhaled
        Topical Transdermal Rectal Transcranial Extracorporeal SpokenSession ActivitySession
        SelfGuided
    """,
    "CompartmentScheme": """
        CentralNervousSystem Brain CerebrospinalFluid Periphery AutonomicNervousSystem Blood
        ImmuneCells BloodVessels Heart Muscle SkeletalMuscle Gut
    """,
    "StatisticScheme": """
        HazardRatio RateRatio RatioOfMeans PercentDifference MeanChange CorrelationCoefficient
        AreaUnderRocCurve Accuracy Sensitivity Specificity Proportion Prevalence Count
    """,
    "InformativenessScheme": """
        ShowsBenefit ShowsHarm NoImportantDifference InconclusiveResult ShowsDifference
    """,
    "BasisScheme": "NullAlone SmallestDifference",
    "SpreadMeasureScheme": "StandardDeviation StandardError InterquartileRange FullRange",
    "StudyKindScheme": """
        RandomizedTrialKind OtherTreatmentKind GroupComparisonKind ReviewKind
    """,
    "UnspecifiedScheme": """
        NotSpecified
    """,
    "RelationReasonScheme": """
        SharedParticipants Replication IncludedInReview RaisedQuestionAddressed OppositeDirection
        SameHypothesis SameQuestion SameAgent SameTarget SameInstrument
    """,
    "JlaPriorityScheme": """
        JlaPem JlaDrugRepurposing JlaDiagnosis JlaAutoimmunity JlaSubtypes JlaPostInfectiveCause
        JlaNeurological JlaGenetics JlaSevere JlaMitochondria JlaOxygenation
    """,
}
STATO = ("0000100", "0000182", "0000245", "0000401", "0000424", "0000457", "0000574")

# rdflib 7.6 uses a class of its own in the JSON-LD parser that it has deprecated.
RDFLIB_READS_JSON_LD = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)


def read(*names: str) -> Graph:
    """Parse files of the ontology folder into one graph."""
    graph = Graph()
    for name in names:
        graph.parse(ROOT / name, format="turtle")
    return graph


def ours(nodes: Iterable[Node]) -> set[URIRef]:
    """Return those nodes that are terms of our namespace."""
    return {node for node in nodes if isinstance(node, URIRef) and node in EQ}


def terms(graph: Graph) -> set[URIRef]:
    """Return the classes and properties that a graph defines."""
    return {term for kind in KINDS for term in ours(graph.subjects(RDF.type, kind))}


def concepts(graph: Graph) -> set[Node]:
    """Return the values that a graph defines, ours and those of STATO."""
    return set(graph.subjects(RDF.type, SKOS.Concept))


def english(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """Return the English, non-empty texts of one property of one subject."""
    found = graph.objects(subject, predicate)
    return [str(o) for o in found if isinstance(o, Literal) and o.language == "en" and str(o)]


def named(names: str) -> set[URIRef]:
    """Return the terms of our namespace with the names in a text."""
    return {EQ[name] for name in names.split()}
